// Pictures as the camera gave them: a connection within a machine takes them faster than they could
// be compressed.

const KINDS = ["I420", "NV12"];
const HEADER_BYTES = 16;
const MOST_BYTES = 4_000_000;

// The message that brings a video's picture: its stamp, its kind, width and height, and its planes.
// Null where the browser cannot give it like that.
export async function rawMessage(video, stampMs) {
  if (!window.VideoFrame) return null;
  const frame = new VideoFrame(video, { timestamp: 0 });
  try {
    if (!fits(frame)) return null;
    const message = new Uint8Array(HEADER_BYTES + frame.allocationSize());
    const header = new DataView(message.buffer);
    header.setFloat64(0, stampMs, true);
    message.set(new TextEncoder().encode(frame.format), 8);
    header.setUint16(12, frame.visibleRect.width, true);
    header.setUint16(14, frame.visibleRect.height, true);
    await frame.copyTo(message.subarray(HEADER_BYTES));
    return message;
  } finally {
    frame.close();
  }
}

function fits(frame) {
  const { width, height } = frame.visibleRect;
  const upright = !frame.rotation && !frame.flip && width === frame.displayWidth;
  const even = width % 2 === 0 && height % 2 === 0;
  const known = KINDS.includes(frame.format) && !frame.colorSpace.fullRange;
  return known && upright && even && frame.allocationSize() < MOST_BYTES;
}
