Console.Error.WriteLine("Jarvis.Supervisor: nothing here yet");
return 1;
