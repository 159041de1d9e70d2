using System.Net;
using Dateline.Delivery.Channels.Mail;
using Dateline.News;
using Dateline.Store.Intake;

namespace Dateline.Delivery;

/// <summary>What an application decides for its deliveries.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Who we are on the wire.</summary>
    public Provider Provider { get; init; } = new(null, "Dateline");
    /// <summary>Networks that are not public and may be delivered to all the same: from the settings file or a flag only, never from a screen.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];
    /// <summary>The folders in which clients' folders may lie: from the settings file or a flag only. None: no folder is delivered to.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];
    /// <summary>The server that takes our mail: from the settings file or the environment only. Null: no mail is sent.</summary>
    public MailRelay? Mail { get; init; }
    /// <summary>The house's own addresses that are told of every hold and kill, and of each that is not confirmed.</summary>
    public IReadOnlyList<string> DutyAddresses { get; init; } = [];
    /// <summary>Where each hold or kill that is not confirmed after fifteen minutes is posted to, signed: from the settings file or the environment only. Null: nowhere.</summary>
    public DutyWebhook? Webhook { get; init; }
    /// <summary>How long an attempt may take; a destination that has not answered by then may have it or not.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How many attempts may be on their way at once, to all destinations together.</summary>
    public int MostAtOnce { get; init; } = 1000;
    /// <summary>The limits of the API for clients.</summary>
    public Wire.WireOptions Wire { get; init; } = new();
    /// <summary>What makes the clients' portal this agency's.</summary>
    public Portal.PortalOptions Portal { get; init; } = new();
    /// <summary>Opens a destination's secret; null: secrets are kept in the clear (tests).</summary>
    public Func<string, string>? OpenSecret { get; init; }
    /// <summary>Draws photos smaller for destinations that take none so large; null: they go as they are.</summary>
    public PhotoDrawer? DrawPhoto { get; init; }
}

/// <summary>
/// Draws a photo smaller, in the kind of file that it is and with the words that it holds; null where it can't be drawn. The same photo in the same size is drawn once, however many ask for it.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="bytes">Opens its bytes; asked only where it is drawn.</param>
/// <param name="side">How many pixels its longer side shall have at most.</param>
public delegate Task<byte[]?> PhotoDrawer(MediaFile file, Func<byte[]?> bytes, int side);

/// <summary>The house's own alarm system.</summary>
/// <param name="Url">Its address. That an operator names it allows it to stand in a private network only together with <see cref="DeliveryOptions.AllowedNetworks"/>.</param>
/// <param name="Secret">What signs the calls (Standard Webhooks).</param>
public sealed record DutyWebhook(Uri Url, string Secret)
{
    /// <summary>Whether a text can sign calls: 24 to 64 bytes in base64, with or without whsec_ in front.</summary>
    public static bool IsSecret(string text) => Channels.HttpPush.StandardWebhooks.IsSecret(text);
}
