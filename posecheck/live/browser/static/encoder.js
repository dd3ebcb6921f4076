// Makes pictures JPEG in a thread beside the page, so that neither waits for the other.

const QUALITY = 0.95;
const STAMP_BYTES = 8;

let canvas = null;

onmessage = async ({ data: { stampMs, bitmap } }) => {
  const { width, height } = bitmap;
  if (canvas?.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
  }
  canvas.getContext("2d", { alpha: false }).drawImage(bitmap, 0, 0);
  bitmap.close();
  const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  const message = await messageOf(stampMs, jpeg);
  postMessage(message, [message]);
};

// The time, then the picture. A socket that is given a blob fetches it from another process first.
async function messageOf(stampMs, jpeg) {
  const message = new Uint8Array(STAMP_BYTES + jpeg.size);
  new DataView(message.buffer).setFloat64(0, stampMs, true);
  message.set(new Uint8Array(await jpeg.arrayBuffer()), STAMP_BYTES);
  return message.buffer;
}
