// node-redis, rejected by 06.4-lost-acknowledgement
// When the connection is lost, the rejection of XACK is handled by nothing.
  // #region 06.2-acknowledge
  async function acknowledge(id: string): Promise<void> {
    void commands.xAck(stream, group, id)
  }
  // #endregion
