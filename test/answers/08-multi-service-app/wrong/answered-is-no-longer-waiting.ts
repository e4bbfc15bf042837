// publisher, rejected by 08.10-full
// It lets any number of events wait.
// #region 08.10-limit
void maxWaiting
// #endregion
