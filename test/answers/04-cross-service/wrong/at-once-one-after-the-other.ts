// services, rejected by 04.5-refused
// registerAtOnce() does what register() does.
    // #region 04.5-registerAtOnce
    return register(registration)
    // #endregion
