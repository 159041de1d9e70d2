using System.Text;

namespace Dateline.Formats.Text;

/// <summary>
/// The character sets that came before Unicode. .NET knows them only once it has been told to; whoever asks here needn't know that,
/// whichever reader is the first of a process.
/// </summary>
internal static class CodePages
{
    static CodePages()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Western = Encoding.GetEncoding(1252);
    }

    /// <summary>windows-1252: what holds Latin-1, and what senders mean who say Latin-1 or nothing.</summary>
    internal static Encoding Western { get; }

    /// <summary>The set of that number.</summary>
    internal static Encoding Of(int page) => Encoding.GetEncoding(page);

    /// <summary>The set of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="NotSupportedException">There is one, and it is not to be had here.</exception>
    internal static Encoding Of(string name) => Encoding.GetEncoding(name);
}
