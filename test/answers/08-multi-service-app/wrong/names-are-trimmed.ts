// requests, rejected by 08.1-unmodified
// It trims strings, so the event differs from what the user has typed.
// #region given-values
const trimmed = Object.entries(body ?? {}).map(([field, value]): [string, unknown] => [
  field,
  typeof value === 'string' ? value.trim() : value,
])
const values = Object.fromEntries(trimmed) as Readonly<Record<string, unknown>>
// #endregion
