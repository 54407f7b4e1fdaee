Console.Error.WriteLine("Jarvis.HistoryStore: nothing here yet");
return 1;
