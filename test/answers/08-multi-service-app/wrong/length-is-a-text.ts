// requests, rejected by 08.2-fields
// What has a length need not be a text.
// #region 08.2-isText
function isText(value: unknown, most: number): boolean {
  const { length = 0 } = (value ?? {}) as { length?: number }
  return length >= 1 && length <= most
}

function isCount(value: unknown, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most
}
// #endregion
