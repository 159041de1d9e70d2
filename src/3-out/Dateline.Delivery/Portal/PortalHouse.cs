using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dateline.Delivery.Portal;

/// <summary>The agency as its portal shows it: name, logo and colour. Made once.</summary>
internal sealed class PortalHouse
{
    private static readonly (string Extension, string Type)[] Pictures = [(".svg", "image/svg+xml"), (".png", "image/png"), (".jpg", "image/jpeg"), (".jpeg", "image/jpeg"), (".webp", "image/webp")];

    internal PortalHouse(DeliveryOptions options)
    {
        Options = options.Portal;
        Name = options.Provider.Name ?? "Dateline";
        if (Options.LogoFile is { } file && Pictures.FirstOrDefault(p => file.EndsWith(p.Extension, StringComparison.OrdinalIgnoreCase)) is { Type: { } type }) Logo = new(File.ReadAllBytes(file), type);
        Brand = new(Encoding.UTF8.GetBytes(StyleOf(Options.Colour)), "text/css; charset=utf-8");
    }

    internal PortalOptions Options { get; }

    /// <summary>The agency's name.</summary>
    internal string Name { get; }

    /// <summary>Its logo; null: the name stands in letters.</summary>
    internal PortalFile? Logo { get; }

    /// <summary>Its colour, as the style sheet that comes after the portal's own.</summary>
    internal PortalFile Brand { get; }

    // On black the same colour is lifted towards white, as far as it must be to be read.
    private static string StyleOf(string? colour) => colour is null ? "" : string.Create(CultureInfo.InvariantCulture,
        $":root{{--accent:{colour}}}\n@media (prefers-color-scheme:dark){{:root{{--accent:color-mix(in srgb,{colour} 45%,#fff);--on-accent:#0b1020}}}}\n");
}

/// <summary>A file that the portal sends as it is.</summary>
internal sealed record PortalFile(byte[] Bytes, string ContentType)
{
    /// <summary>Its entity tag.</summary>
    internal string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 12))}\"";
}
