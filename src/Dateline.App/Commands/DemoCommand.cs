using System.CommandLine;

namespace Dateline.App.Commands;

/// <summary><c>dateline demo</c>: a sample morning, played in like a live one.</summary>
internal static class DemoCommand
{
    internal static Command Create()
    {
        var command = new Command("demo", "Play a sample morning: stories arrive, are corrected, held, embargoed and killed while you watch.");
        command.SetAction((_, _) => Task.FromResult(0));
        return command;
    }
}
