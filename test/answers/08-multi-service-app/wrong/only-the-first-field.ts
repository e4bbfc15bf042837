// requests, rejected by 08.2-fields
// It names one invalid field at a time.
// #region 08.2-fields
const fields = rules
  .filter(([field, isValid]) => !isValid(values[field]))
  .map(([field]) => field)
  .slice(0, 1)
// #endregion
