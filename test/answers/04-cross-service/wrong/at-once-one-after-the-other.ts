// services, rejected by 04.5-refused
// registerInOneStep() does what register() does.
    // #region 04.5-registerInOneStep
    return register(registration)
    // #endregion
