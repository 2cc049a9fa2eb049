// Makes a chosen photo small before it is sent: a photo of 4 MB is minutes on a village's signal.
// Where anything fails the photo goes as it is, and the server makes it small.

const LONGEST_EDGE = 960;
const MOST_BYTES = 60_000;
const QUALITIES = [0.8, 0.65, 0.5, 0.35];

export function watchPhotos() {
  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !("photo" in field.dataset)) return;
    const chosen = field.files?.[0];
    if (!chosen || chosen.size <= MOST_BYTES) return;
    const small = await shrunk(chosen).catch(() => null);
    // A second photo may have been chosen meanwhile.
    if (small && field.files?.[0] === chosen) field.files = listOf(small);
  });
}

/**
 * @param {File} photo
 * @returns {Promise<File | null>}
 */
async function shrunk(photo) {
  const picture = await createImageBitmap(photo, { imageOrientation: "from-image" });
  for (let edge = LONGEST_EDGE; edge >= LONGEST_EDGE / 4; edge /= 2) {
    const canvas = drawn(picture, edge);
    for (const quality of QUALITIES) {
      const blob = await coded(canvas, quality);
      if (blob && blob.size <= MOST_BYTES) return new File([blob], "foto", { type: blob.type });
    }
  }
  return null;
}

/**
 * @param {ImageBitmap} picture
 * @param {number} edge
 */
function drawn(picture, edge) {
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * WebP where the browser writes it; those that do not give PNG, so they are asked for JPEG.
 * @param {HTMLCanvasElement} canvas
 * @param {number} quality
 * @returns {Promise<Blob | null>}
 */
async function coded(canvas, quality) {
  const webp = await blobOf(canvas, "image/webp", quality);
  return webp?.type === "image/webp" ? webp : blobOf(canvas, "image/jpeg", quality);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {string} type
 * @param {number} quality
 * @returns {Promise<Blob | null>}
 */
function blobOf(canvas, type, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

/** @param {File} file */
function listOf(file) {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  return transfer.files;
}
