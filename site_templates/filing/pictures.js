// A picture turned upright, made small enough for a page, and without anything beside it.
"use strict";

const LONGEST_SIDE = 1920;
const LARGEST_PNG = 1_000_000;
const FIELDS = { width: 272, height: 256 };

function drawn(bitmap, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

async function cleanPicture(bytes, suffix) {
  const bitmap = await createImageBitmap(new Blob([bytes]), { imageOrientation: "from-image" });
  const { width, height } = bitmap;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const canvas = drawn(bitmap, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  let blob = null;
  if (suffix === ".png" || suffix === ".gif") blob = await canvas.convertToBlob({ type: "image/png" });
  let ending = ".png";
  if (blob === null || blob.size > LARGEST_PNG) {
    blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.82 });
    ending = ".jpg";
  }
  const small = drawn(bitmap, FIELDS.width, FIELDS.height);
  const pixels = small.getContext("2d").getImageData(0, 0, FIELDS.width, FIELDS.height).data;
  bitmap.close();
  return { width, height, content: new Uint8Array(await blob.arrayBuffer()), suffix: ending, pixels };
}
