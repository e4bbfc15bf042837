// events, rejected by 08.4-bad-data
// It checks that a field exists, but not its type.
// #region given-conforming
const issues = Object.keys(shape)
  .filter((field) => (value as Record<string, unknown> | null)?.[field] === undefined)
  .map((field) => ({ message: 'is missing', path: [field] }))
return issues.length > 0 ? { issues } : { value: value as T }
// #endregion
