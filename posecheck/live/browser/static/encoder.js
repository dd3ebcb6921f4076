// Makes pictures JPEG in a thread beside the page, so that neither waits for the other.

const QUALITY = 0.95;

let canvas = null;

onmessage = async ({ data: { stampMs, bitmap } }) => {
  const { width, height } = bitmap;
  if (canvas?.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
  }
  canvas.getContext("2d", { alpha: false }).drawImage(bitmap, 0, 0);
  bitmap.close();
  postMessage({ stampMs, jpeg: await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }) });
};
