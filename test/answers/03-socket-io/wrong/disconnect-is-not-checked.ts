// rooms, rejected by 03.5-gone and 03.5-late-yes
// It checks for close() only, so a socket joins after it has disconnected.
// #region given-isGone
    void socket
    return closed
// #endregion
