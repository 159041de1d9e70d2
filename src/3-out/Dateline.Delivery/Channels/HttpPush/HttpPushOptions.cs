using System.Text.Json;
using Dateline.News;

namespace Dateline.Delivery.Channels.HttpPush;

/// <summary>What a destination says of its push: the address.</summary>
/// <param name="Url">Where to.</param>
internal sealed record HttpPushOptions(Uri Url)
{
    internal static Outcome<HttpPushOptions> Read(string options)
    {
        string? text;
        try
        {
            using var json = JsonDocument.Parse(options);
            text = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String ? url.GetString() : null;
        }
        catch (JsonException)
        {
            return Bad("The options are not JSON.");
        }
        if (text is null) return Bad("The options have no \"url\".");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")) return Bad("The \"url\" is not a web address.");
        if (address.UserInfo.Length > 0) return Bad("The \"url\" holds a name or a password; the secret has a place of its own.");
        return address.Fragment.Length > 0 ? Bad("The \"url\" has a fragment, which is never sent.") : new HttpPushOptions(address);
    }

    private static Refusal Bad(string what) => new("options-bad", what + " Nothing was saved. Write it like {\"url\":\"https://ledger.example/incoming\"}.", "options");
}
