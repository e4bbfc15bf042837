// gateway, rejected by 03.8-adapter
// With an adapter for clusters, `io` means the browsers of all servers.
    // #region 03.8-here
    return io
    // #endregion
