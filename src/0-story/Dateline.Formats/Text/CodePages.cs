using System.Text;

namespace Dateline.Formats.Text;

/// <summary>
/// The character sets that .NET knows only when it is told to. They are asked for here alone, so that none can be asked for before: which reader is first to
/// run in a process must not decide whether it runs.
/// </summary>
internal static class CodePages
{
#pragma warning disable RS0030 // Here they are known.
    /// <summary>windows-1252, which holds Latin-1.</summary>
    internal static Encoding Western { get; }

    // In one place and in this order: a field with an initializer of its own would be made before the provider is known.
    static CodePages()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Western = Encoding.GetEncoding(1252);
    }

    /// <summary>Before another library looks for sets by itself, and keeps in mind for ever which it did not find.</summary>
    internal static void MakeKnown()
    {
        // The constructor has done it.
    }

    /// <summary>The set of that number.</summary>
    internal static Encoding Of(int page) => Encoding.GetEncoding(page);

    /// <summary>The set of that number, with what to do where bytes or characters are not in it.</summary>
    internal static Encoding Of(int page, EncoderFallback encoder, DecoderFallback decoder) => Encoding.GetEncoding(page, encoder, decoder);

    /// <summary>The set of that name; null where nobody knows it.</summary>
    internal static Encoding? Named(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
#pragma warning restore RS0030
}
