using System.Security.Cryptography;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace Dateline.App.Security;

/// <summary>Secrets kept by the program's keys, which lie in the store and are backed up with it.</summary>
internal sealed class SecretSeal(IDataProtectionProvider protection) : ISecretSeal
{
    public string Seal(string purpose, string secret) => protection.CreateProtector(purpose).Protect(secret);

    public string? Open(string purpose, string kept)
    {
        try { return protection.CreateProtector(purpose).Unprotect(kept); }
        catch (CryptographicException) { return null; }
    }
}
