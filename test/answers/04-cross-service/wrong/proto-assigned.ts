// events, rejected by 04.3-tracked
// When it is assigned, a field `__proto__` becomes the prototype of the data.
    // #region given-readFields
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('This is no JSON object.')
  }
  return Object.assign({} as Record<string, unknown>, value)
    // #endregion
