// requests, rejected by 08.2-fields
// A half lamp is ordered.
// #region 08.2-isText
function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= most
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === 'number' && value >= 1 && value <= most
}
// #endregion
