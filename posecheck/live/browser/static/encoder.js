// Makes pictures JPEG beside the page: there, browsers leave that until the page has nothing to do.

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
