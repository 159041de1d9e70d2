using Dateline.Store.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace Dateline.Newsroom.Tests;

/// <summary>Secrets kept by keys that live as long as the test.</summary>
internal sealed class TestSeal(IDataProtectionProvider protection) : ISecretSeal
{
    public string Seal(string purpose, string secret) => protection.CreateProtector(purpose).Protect(secret);

    public string? Open(string purpose, string kept)
    {
        try { return protection.CreateProtector(purpose).Unprotect(kept); }
        catch (System.Security.Cryptography.CryptographicException) { return null; }
    }
}
