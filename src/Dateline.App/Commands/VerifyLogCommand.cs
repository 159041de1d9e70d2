using System.CommandLine;
using Dateline.App.Serving;
using Dateline.Store.Wire;

namespace Dateline.App.Commands;

/// <summary><c>dateline verify-log</c>: recomputes the wire log and the audit, and says where anything was changed.</summary>
internal static class VerifyLogCommand
{
    private const int MostShown = 20;

    internal static Command Create()
    {
        var command = new Command("verify-log", "Recompute the wire log and the audit and compare them with the signed heads. The server may be running.") { ServeCommand.Data, ServeCommand.Config, ServeCommand.Database };
        command.SetAction(arguments =>
        {
            if (ServeCommand.Settings(arguments) is not { } settings) return 2;
            if (OpenedStore.Read(settings) is not { } store) return 1;
            using (store) return Say(LogVerifier.Verify(store));
        });
        return command;
    }

    private static int Say(LogVerification found)
    {
        foreach (var problem in found.Problems.Take(MostShown)) Console.Error.WriteLine($"{problem.Chain} {problem.Position}: {problem.Message} [{problem.Code}]");
        if (found.ProblemCount > MostShown) Console.Error.WriteLine($"and {found.ProblemCount - MostShown} more");
        var signed = found.Heads == 0 ? "no signed head to compare with" : $"{found.Heads} signed heads, the newest at position {found.SignedUpTo}";
        Console.WriteLine($"{(found.IsSound ? "sound" : "NOT SOUND")}: {found.Rows} rows of the wire log, {found.AuditRows} of the audit, {signed}");
        return found.IsSound ? 0 : 1;
    }
}
