"""The person as thin lines: a sign that they are seen, before anything is judged."""

from posecheck.live.window.layout import Scale
from posecheck.outputs.overlay.canvas import Canvas
from posecheck.outputs.overlay.theme import MUTED
from posecheck.pose.pose import Joint, Landmark, Points, Pose, Side

LIMBS = (
    (Joint.SHOULDER, Joint.ELBOW),
    (Joint.ELBOW, Joint.WRIST),
    (Joint.SHOULDER, Joint.HIP),
    (Joint.HIP, Joint.KNEE),
    (Joint.KNEE, Joint.ANKLE),
    (Joint.ANKLE, Joint.FOOT_INDEX),
)
BONES: tuple[tuple[Landmark, Landmark], ...] = (
    *((a.of(side), b.of(side)) for a, b in LIMBS for side in Side),
    *(joint.both for joint in (Joint.SHOULDER, Joint.HIP)),
)


def draw_skeleton(pose: Pose, points: Points, canvas: Canvas, scale: Scale) -> None:
    """Draw the bones of which both ends are trusted.

    Args:
        pose: Says which landmarks are trusted.
        points: (33, 2) pixels of the canvas.
        canvas: Drawn on.
        scale: Of the picture.
    """
    trusted = {joint for bone in BONES for joint in bone if pose.trusted(joint)}
    for start, end in BONES:
        if start in trusted and end in trusted:
            canvas.thin_line([points[start], points[end]], MUTED, scale(0.5))
    for joint in trusted:
        canvas.disc(points[joint], scale(0.7), MUTED)
