// events, rejected by 08.4-bad-data
// It checks the envelope, but not its data.
// #region given-conforming
void shape
return { value: value as T }
// #endregion
