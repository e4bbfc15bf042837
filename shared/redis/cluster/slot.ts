/** The number of slots that the masters of every cluster share. */
export const SLOTS = 16_384

/**
 * The slot of a channel or key, computed as Redis does it (`CLUSTER KEYSLOT`).
 *
 * @param name If it has a hash tag, such as `{room:1}`, only the text inside the first braces counts.
 */
export function slotOf(name: string): number {
  const open = name.indexOf('{')
  const close = open < 0 ? -1 : name.indexOf('}', open + 1)
  return crc16(close > open + 1 ? name.slice(open + 1, close) : name) % SLOTS
}

/** CRC-16/XMODEM. */
function crc16(text: string): number {
  let crc = 0
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}
