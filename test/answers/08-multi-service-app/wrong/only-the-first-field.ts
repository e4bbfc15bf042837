// requests, rejected by 08.2-fields
// Who has three mistakes has to ask four times.
  // #region 08.2-readBody
  const { data, checks } = READERS[event](asObject(body), id)
  const field = Object.keys(checks).find((one) => !checks[one])
  return field === undefined ? { data } : { fields: [field] }
  // #endregion
