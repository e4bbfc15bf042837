// events, rejected by 04.9-untracked
// It accepts null, because `typeof null` is 'object'.
    // #region given-readFields
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || Array.isArray(value)) throw new TypeError('The payload is not a JSON object.')
  return { ...value }
    // #endregion
