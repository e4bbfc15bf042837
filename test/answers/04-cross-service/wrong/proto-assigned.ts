// events, rejected by 04.9-tracked
// It assigns field by field, so a field `__proto__` becomes the data's prototype.
    // #region given-readFields
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('The payload is not a JSON object.')
  }
  return Object.assign({} as Record<string, unknown>, value)
    // #endregion
