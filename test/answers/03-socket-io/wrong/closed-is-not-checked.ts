// rooms, rejected by 03.5-closed and 03.5-late-yes
// It checks for a disconnect only, so a join succeeds after close().
// #region given-isGone
    return !socket.connected
// #endregion
