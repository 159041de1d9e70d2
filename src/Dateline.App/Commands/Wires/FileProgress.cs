using System.Globalization;

namespace Dateline.App.Commands.Wires;

/// <summary>A bar on standard error while many files are looked at: only where a person watches it, and nothing else is written to the terminal.</summary>
internal sealed class FileProgress(int files) : IDisposable
{
    private const int Width = 30;
    private readonly bool _shown = files > 20 && Console.IsOutputRedirected && !Console.IsErrorRedirected;
    private int _done;
    private int _said = -1;

    /// <summary>One more is done.</summary>
    internal void Step()
    {
        _done++;
        var percent = (int)(100L * _done / files);
        if (!_shown || percent == _said) return;
        _said = percent;
        var full = Width * percent / 100;
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', full)}{new string('.', Width - full)}] {_done}/{files}"));
    }

    public void Dispose()
    {
        if (_shown) Console.Error.WriteLine();
    }
}
