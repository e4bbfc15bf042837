// notification, rejected by 08.4-bad-data
// It checks the envelope, but not its data.
// #region given-schemas
{},
// #endregion
