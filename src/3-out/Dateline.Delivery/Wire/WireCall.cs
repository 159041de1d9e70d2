using System.Globalization;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Http;

namespace Dateline.Delivery.Wire;

/// <summary>One request of a client: who asks, and what the address says, read strictly.</summary>
internal sealed class WireCall(HttpContext http, ClientKey key, string secret, WirePositions positions)
{
    internal HttpContext Http => http;
    internal ClientKey Key => key;
    internal string Secret => secret;

    /// <summary>What a receipt says that this request proves.</summary>
    internal string Receipt => $"asked for what follows, key {key.Prefix}";

    /// <summary>A parameter that is none of these, or stands twice, is a mistake: half of what was meant is never done.</summary>
    internal WireProblem? Knows(params ReadOnlySpan<string> names)
    {
        foreach (var (name, values) in http.Request.Query)
        {
            if (!names.Contains(name)) return new("query-bad", $"There is no parameter \"{Shown(name)}\" here.{(names.Length == 0 ? "" : " There are: " + string.Join(", ", names.ToArray()) + ".")}");
            if (values.Count != 1) return new("query-bad", $"The parameter \"{name}\" stands twice.");
        }
        return null;
    }

    /// <summary>A parameter; null where it is not there.</summary>
    internal string? Text(string name) => http.Request.Query.TryGetValue(name, out var values) ? values[0] : null;

    internal Outcome<int> Number(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number : new Refusal("query-bad", $"\"{name}\" must be a whole number from {least} to {most}.");
    }

    /// <summary>A position as a number; the refusal where it is none of this client's.</summary>
    internal Outcome<long> Position(string? text, long otherwise)
    {
        if (text is null) return otherwise;
        return positions.Read(key.Destination, text) is { } number ? number : new Refusal("position-unknown", "That is no position of this client. Nothing was read. Use one that an answer gave you, or none to read from the beginning.");
    }

    internal string Position(long number) => positions.Write(key.Destination, number);

    internal static WireProblem Problem(Refusal refusal) => new(refusal.Code, refusal.Message);

    private static string Shown(string name) => new([.. name.Where(static c => c is > ' ' and <= '~' and not '"').Take(40)]);
}
