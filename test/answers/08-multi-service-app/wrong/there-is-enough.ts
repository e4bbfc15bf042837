// events, rejected by 08.4-bad-data
// That a field is there is enough, whatever it is.
  // #region 08.4-fitting
  const fields = Object.keys(shape)
  const issues = fields
    .filter((field) => (value as Record<string, unknown> | null)?.[field] === undefined)
    .map((field) => ({ message: 'is missing', path: [field] }))
  return issues.length > 0 ? { issues } : { value: value as T }
  // #endregion
