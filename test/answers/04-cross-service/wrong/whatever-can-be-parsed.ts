// events, rejected by 04.9-untracked
// It accepts an array as an object with fields.
    // #region given-readFields
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || value === null) throw new TypeError('The payload is not a JSON object.')
  return { ...value }
    // #endregion
