/** @param {number} amount whole rupiah */
export function inRupiah(amount) {
  return `Rp${String(amount).replace(/\B(?=(\d{3})+$)/g, ".")}`;
}
