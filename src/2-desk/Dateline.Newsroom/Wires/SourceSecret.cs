using Dateline.Store.Intake;
using Dateline.Store.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Wires;

/// <summary>What proves us to those we fetch from: sealed before it is kept, and never read here again.</summary>
internal static class SourceSecret
{
    /// <summary>A secret as it is kept: null keeps the one there is, empty takes it away.</summary>
    internal static string? Sealed(IServiceProvider services, string? secret) =>
        string.IsNullOrEmpty(secret) ? secret : services.GetRequiredService<ISecretSeal>().Seal(Source.SecretPurpose, secret);

    /// <summary>The settings for which the secret was given that stays; null: none does.</summary>
    internal static string? StaysOf(Source? source, string? secret) => secret is null && source?.Secret is not null ? source.Settings : null;
}
