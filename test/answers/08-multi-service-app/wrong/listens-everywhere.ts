// api, rejected by 08.1-loopback
// It calls listen() without an address, which opens the port to the network.
// #region given-listen
server.listen(port)
// #endregion
