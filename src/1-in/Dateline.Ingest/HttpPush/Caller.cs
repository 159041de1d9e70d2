using System.Security.Claims;

namespace Dateline.Ingest.HttpPush;

/// <summary>Who sends: a key may be for one source alone; to it the others do not exist.</summary>
internal static class Caller
{
    internal static bool MaySendFor(this ClaimsPrincipal user, string source) => user.FindFirst("source") is not { } only || only.Value == source;
}
