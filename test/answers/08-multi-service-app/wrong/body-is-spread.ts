// requests, rejected by 08.2-nothing-more
// What is checked is right, and all else in the body travels along.
  // #region 08.2-readBody
  const { data, checks } = READERS[event](asObject(body), id)
  const fields = Object.keys(checks).filter((field) => !checks[field])
  return fields.length > 0 ? { fields } : { data: { ...data, ...asObject(body) } }
  // #endregion
