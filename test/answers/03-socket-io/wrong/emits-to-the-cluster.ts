// deliveries, rejected by 03.8-adapter
// With a cluster adapter, `io` means the browsers of all servers.
// #region 03.8-localSockets
    return io
// #endregion
