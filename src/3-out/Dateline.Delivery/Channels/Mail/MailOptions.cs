using System.Text.Json;
using Dateline.News;

namespace Dateline.Delivery.Channels.Mail;

/// <summary>What a destination says of its mail: the addresses.</summary>
/// <param name="To">One or more, each once.</param>
internal sealed record MailOptions(IReadOnlyList<string> To)
{
    // What a relay surely takes in one go (RFC 5321, 4.5.3.1.8).
    private const int MostAddresses = 100;

    internal static Outcome<MailOptions> Read(string options) => ChannelOptions.Read(options, Of, Bad("The options are not a JSON object."));

    private static Outcome<MailOptions> Of(JsonElement options)
    {
        if (options.Lines("to") is not { } to) return Bad("The options have no \"to\".");
        if (to.FirstOrDefault(static t => !MailRelay.IsAddress(t)) is { } bad) return Bad($"In \"to\", \"{bad}\" is not a mail address.");
        return to.Count > MostAddresses ? Bad($"\"to\" has {to.Count} addresses; {MostAddresses} is the most. Ask the client for a list address.") : new MailOptions([.. to.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private static Refusal Bad(string what) => new("options-bad", what + " Nothing was saved. Write it like {\"to\":[\"desk@ledger.example\"]}.", "options");
}
