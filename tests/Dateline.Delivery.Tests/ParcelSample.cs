using System.Text;
using Dateline.Delivery.Channels;
using Dateline.News;

namespace Dateline.Delivery.Tests;

/// <summary>A release that is ready to go, for the tests of channels.</summary>
internal static class ParcelSample
{
    internal static Parcel Of(string options, string? secret = null, string body = "{\"a\":\"é\"}", string contentType = "application/json") => new()
    {
        Id = Guid.CreateVersion7(),
        Sequence = 7,
        Attempt = 1,
        Options = options,
        Secret = secret,
        Guid = "urn:newsml:ledger.example:20260824:KESSEL-VISIT",
        Version = 3,
        Status = PubStatus.Usable,
        Bytes = Encoding.UTF8.GetBytes(body),
        ContentType = contentType,
        At = Instant.From(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)),
    };
}
