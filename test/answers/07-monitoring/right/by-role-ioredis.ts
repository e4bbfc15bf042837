// ioredis
// The role is the first item in the reply to ROLE.
// #region 07.6-role
    const [role] = await client.role()
    return role === 'master' ? 'master' : 'replica'
// #endregion
