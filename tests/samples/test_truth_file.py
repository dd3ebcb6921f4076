"""Truth files give back what was written into them."""

from hypothesis import given
from hypothesis import strategies as st

from samples.generator.truth_file import read_truth, to_columns, to_rows, write_truth

cells = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(-1e3, 1e3), st.text())
sided = st.fixed_dictionaries({"left": cells, "right": cells})
frames = st.lists(
    st.fixed_dictionaries({"front": cells, "measures": st.fixed_dictionaries({"knee": sided})}),
    min_size=1,
)


@given(frames)
def test_frames_survive_being_columns(rows):
    assert to_rows(to_columns(rows), len(rows)) == rows


def test_what_never_changes_is_written_once(tmp_path):
    frames = [{"front": "left", "knee": {"left": 90.0, "right": 100.0 + i}} for i in range(3)]
    truth = {"clip": "x", "frame_count": 3, "frames": frames}
    file = tmp_path / "x.json"
    write_truth(file, truth)
    columns = '{"front":"left","knee":{"left":90.0,"right":[100.0,101.0,102.0]}}'
    assert file.read_text() == f'{{"clip":"x","frame_count":3,"frames":{columns}}}\n'
    assert read_truth(file) == truth
