// ioredis, rejected by 07.6-role
// The role is asked for once.
// #region 07.6-role
    const state = client as { knownRole?: Promise<string> }
    state.knownRole ??= client.info('replication')
    return (await state.knownRole).includes('role:master') ? 'master' : 'replica'
// #endregion
