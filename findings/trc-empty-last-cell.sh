#!/usr/bin/env bash
# OpenSim reads a missing marker inside a line of a TRC file, but not at its end
#
# Versions: opensim 4.6, numpy 2.4.6
# Guess:    A marker that was not seen has empty cells, whichever marker it is.
# Instead:  Inside a line, empty cells are read as NaN. At the end of a line they are an error about
#           the number of columns, and the file is refused. `nan`, written out, is read there too.
# Seen on 2026-11-28:
#   the hip is empty: ~[nan,nan,nan] ~[4,5,6]
#   the knee is empty: Unexpected number of columns in line 8. Expected = 8. Received = 7.
#   both are empty: Unexpected number of columns in line 8. Expected = 8. Received = 7.
#   the knee is nan: ~[1,2,3] ~[nan,nan,nan]
#   as described

. "$(dirname "$0")/lib.sh"
install opensim numpy

check <<'PYTHON'
from pathlib import Path

import opensim
from seen import described

HEADER = (
    "PathFileType\t4\t(X/Y/Z)\tmarkers.trc\n"
    "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\t"
    "OrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n"
    "25\t25\t2\t2\tm\t25\t1\t2\n"
    "Frame#\tTime\tHIP\t\t\tKNEE\t\t\n"
    "\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n\n"
)
CELLS = {
    "the hip is empty": ["", "", "", "4", "5", "6"],
    "the knee is empty": ["1", "2", "3", "", "", ""],
    "both are empty": [""] * 6,
    "the knee is nan": ["1", "2", "3", "nan", "nan", "nan"],
}


def read(cells):
    lines = ["1\t0\t1\t2\t3\t4\t5\t6", "\t".join(["2", "0.04", *cells])]
    Path("markers.trc").write_text(HEADER + "\n".join(lines) + "\n")
    try:
        row = opensim.TimeSeriesTableVec3("markers.trc").getRowAtIndex(1)
    except RuntimeError as error:
        return str(error)[str(error).find("Unexpected") :].splitlines()[0].strip()
    return f"{row[0]} {row[1]}"


seen = {name: read(cells) for name, cells in CELLS.items()}
for name, said in seen.items():
    print(f"{name}: {said}")

described("nan" in seen["the hip is empty"], "empty cells inside a line are read")
described("columns" in seen["the knee is empty"], "empty cells at the end of a line are refused")
described("columns" in seen["both are empty"], "a line of empty cells is refused")
described("nan" in seen["the knee is nan"], "nan at the end of a line is read")
PYTHON
