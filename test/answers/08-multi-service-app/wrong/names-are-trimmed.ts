// requests, rejected by 08.1-letter-by-letter
// Texts are made "clean": other programs get something else than what was typed.
  // #region 08.2-asObject
function asObject(body: unknown): Body {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {}
  const entries = Object.entries(body as Body).map(([field, value]): [string, unknown] => [
    field,
    typeof value === 'string' ? value.trim() : value,
  ])
  return Object.fromEntries(entries)
}
  // #endregion
