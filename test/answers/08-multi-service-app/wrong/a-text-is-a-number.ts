// requests, rejected by 08.2-fields
// JavaScript compares texts with numbers, and finds that "2" is between 1 and 1,000.
// #region 08.2-isText
function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= most
}

function isCount(value: unknown, most: number): boolean {
  return Number(value) >= 1 && Number(value) <= most && Number(value) % 1 === 0
}
// #endregion
