// node-redis, rejected by 06.4-lost-acknowledgement
// If the connection is lost, nothing handles the rejection of XACK.
  // #region 06.2-acknowledge
    void client.xAck(stream, group, id)
  // #endregion
